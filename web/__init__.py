"""The browser's requests in, the local page, its pictures and its progress out: what studio.py serves.

    app         the addresses: the page, jobs as server-sent events, pictures, galleries
    safety      who may ask: this page alone, by Host and Origin; what the browser may load
    asking      what may be asked for: each request checked, with sizes bounded
    jobs        one queue; a job whose reader leaves is given up
    process     a worker process, which can be ended
    worker      what runs in it: a line of JSON in, lines of JSON out
    drawing     the jobs themselves: draw, fit, trace, compare
    pictures    a folder of pictures, bounded
    gallery     folders of validate.py and batch.py
    choices     the generators, and how to get those that are not here
    static/     the page's scripts and styles, one module a view, without a build step
"""
