"""What `validate.py` is made of, one idea a file.

    inputs   descriptions and questions, from files or from Kaggle
    drawing  descriptions -> drawings, in one process or in several
    store    a run's folder: written as drawings are done, read to go on or to report
    page     the report and the comparison of two runs as self-contained HTML files (page.css, page.js)
    paired   the difference of two runs with its interval
"""
