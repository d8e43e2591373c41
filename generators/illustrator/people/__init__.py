"""Words about a person in, a drawing (a Thing, as drawings.py reads them from files) of that person out.

person.py reads the words, roles.py knows what people of a trade wear and carry, body.py has the joints and poses,
clothes.py, head.py, hats.py and tools.py draw on them, figure.py puts it all together, cast.py gives each person of a
scene a look. Besides the roles of drawings.py, shapes of people are "skin", "cloth" (its own fill, lit as a surface), "limb" (its
own fill, flat) or "flat" (the person's colour, flat).
"""
