"""Many descriptions: a table in, a folder of drawings out, which goes on where it was stopped.

    folder = Folder(path, settings_of(options), read_rows("descriptions.csv"))
    draw_missing(folder, Here(), Worker(partial(Model, **options)))
    folder.write_results()

A worker has a model of its own and draws one description at a time; an executor has one worker (`Here`) or many
(`Processes`, `RayPool`).
"""
