"""Executing numbered notebooks; knows nothing of what they are about.

Why the graph of stages is our own, when libraries come first elsewhere: those that were measured
miss something that is promised here. doit forgets finished work after a kill and does not see an
output edited by hand, pytask's import alone takes longer than a run with nothing to do may take,
DVC and Snakemake run stages again without need and weigh 100 MiB and more. Executing itself is
papermill's and nbclient's, through their public interfaces.

From the command to the result: `stages` reads what there is, `source` and `keys` say what each
stage depends on, `state` what it depended on last time, `plan` the difference in one reason,
`outlook` that for all stages. `build` then runs what must, in the order and number that `schedule`
allows, through `execute`, `engine`, `cells` and `kernel`; kernels come out of `forkserver` where
the system allows it. `results` puts in place what stages wrote, `rendering` the report, `context`
is what these share. `failure` tells what went wrong.
"""
