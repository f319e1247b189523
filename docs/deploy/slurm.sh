#!/bin/sh
# One scheduler, a worker on each node, and the run itself on the first node:
#     sbatch docs/deploy/slurm.sh sites.csv /shared/out
# Nodes that Slurm takes away cost what they had begun. Submit it again to go on.
#SBATCH --job-name=devzone
#SBATCH --nodes=3
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=3-00:00:00
#SBATCH --signal=B:TERM@300
set -eu

sites=${1:?the list of sites}
output=${2:?a directory that all nodes share}
sites_at_once=32  # on each node: some 200 MB a site

mkdir -p "$output"
known=$output/.scheduler-${SLURM_JOB_ID:?start it with sbatch}.json
dask scheduler --scheduler-file "$known" --no-dashboard &
scheduler=$!
srun --overlap dask worker --scheduler-file "$known" --nthreads "$sites_at_once" --no-nanny --no-dashboard &
workers=$!

address=
while [ -z "$address" ]; do
    sleep 2
    address=$(sed -n 's/.*"address": "\(tcp:[^"]*\)".*/\1/p' "$known" 2>/dev/null | head -n 1)
done
sleep 20  # until the workers have come; those that come later are used too

# Five minutes before its time is up Slurm sends TERM: the crawls end in order, and the next job goes on.
devzone crawl --sites "$sites" --output "$output" --scheduler "$address" &
run=$!
trap 'kill -TERM "$run"' TERM
code=0
wait "$run" || code=$?
if kill -0 "$run" 2>/dev/null; then  # it was the signal that ended the waiting
    code=0
    wait "$run" || code=$?
fi
kill "$workers" "$scheduler"
rm -f "$known"
exit "$code"
