"""Many descriptions: a table in, a resumable folder of drawings out."""
