"""Class material from a lesson: one `Worksheet` value, and a writer for each format.

`make` builds the value from a lesson with the exercises that were asked for; `pdf`, `docx`, `html`
and `markdown` each turn it into the bytes of a file. Every word on the sheet comes from the lesson
or from `phrases`; the writers know only where things stand.
"""
