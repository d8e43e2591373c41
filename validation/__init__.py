"""The drawings of an album in, a report of how good they are out; two albums in, what changed.

    store     an album's items with their scores: written as drawings are done, read to go on or to report
    paired    the difference of two albums with its interval
    figures   what is shown of a drawing in numbers: metrics, histograms, intervals
    page      report and comparison as self-contained HTML files, from templates/
"""
