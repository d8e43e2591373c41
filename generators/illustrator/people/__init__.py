"""Words about a person in, a drawing (a Thing, as drawings.py reads them from files) of that person out.

reading.py finds the words around a person, looks.py makes a Person (person.py) of them, roles.py knows what people of a
trade wear and carry, cast.py settles what the people of a scene wear, hold, ride and sit on. body.py has the joints and
poses; clothes.py, details.py, trunk.py, head.py, hats.py and kit.py draw on them; figure.py puts it all together.
Besides the roles of drawings.py, shapes of people are "skin", "cloth" (its own fill, lit as a surface), "limb" (its own
fill, flat) or "flat" (the person's colour, flat).
"""
