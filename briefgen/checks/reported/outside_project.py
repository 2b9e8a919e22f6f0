"""A file that is named lies outside the project.

An outline may come from anybody. It can name files, and what it names may be printed, so it reaches no
further than its own project: the nearest folder at or above the outline that holds `seeds/`; without
one, the nearest that holds `.git`; without that, the outline's own. Links are followed, and where they
end counts.

This fires:

    extends: ../../elsewhere/base.yaml
    title: Joint headquarters

and prints

    briefs/brief.yaml:1:10: error: this leads out of the project folder, which is /home/desk/project [outside-project]
      1 | extends: ../../elsewhere/base.yaml
        |          ^~~~~~~~~~~~~~~~~~~~~~~~~
      hint: copy it into the project, and name it there

What is hidden in the project, in a file or folder whose name begins with a dot, is not read either:
`.git/config` may hold a password. The root of the machine's files is never a project, nor is your home
folder for an outline that lies somewhere below it.

Copy the file into the project. Where the project folder is not the one you thought of, make a folder
`seeds/` in the right one.
"""

from briefgen.finding import Severity

SEVERITY = Severity.ERROR
