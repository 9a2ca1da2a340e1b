#!/bin/sh
# SPDX-License-Identifier: MIT
# A real Slurm on the loopback device, in a folder of its own: the job file of tripmap plan as it
# stands, then one shard cancelled and run again. Needs root, slurm-wlm and munge. slurm.sh PROGRAM
. "$(dirname "$0")/lib.sh"
for command in slurmctld slurmd munged sbatch runuser; do
    command -v $command >/dev/null || skip "$command is not installed"
done
[ "$(id -u)" = 0 ] || skip "starting Slurm needs root"
host=$(hostname -s)
getent hosts "$host" >/dev/null || skip "the host's name $host does not resolve"

PATH=$(dirname "$program"):$PATH
export PATH
d=$work/slurm
stop() {
    for name in slurmd slurmctld; do
        [ ! -f "$d/$name.pid" ] || kill "$(cat "$d/$name.pid")" 2>/dev/null || true
    done
    [ ! -f "$d/munge/munge.pid" ] || kill "$(cat "$d/munge/munge.pid")" 2>/dev/null || true
    sleep 1
    rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
mkdir -p "$d/state" "$d/spool" "$d/munge"
dd if=/dev/urandom of="$d/munge/key" bs=1024 count=1 2>/dev/null
chmod 400 "$d/munge/key"
chown -R munge: "$d/munge"
cat >"$d/slurm.conf" <<CONF
ClusterName=tripmap
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$d/munge/munge.socket
StateSaveLocation=$d/state
SlurmdSpoolDir=$d/spool
SlurmctldPidFile=$d/slurmctld.pid
SlurmdPidFile=$d/slurmd.pid
SlurmctldLogFile=$d/slurmctld.log
SlurmdLogFile=$d/slurmd.log
SlurmctldPort=27017
SlurmdPort=27018
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
echo "CgroupAutomount=no" >"$d/cgroup.conf"
export SLURM_CONF="$d/slurm.conf"
runuser -u munge -- munged --key-file="$d/munge/key" --socket="$d/munge/munge.socket" \
    --pid-file="$d/munge/munge.pid" --log-file="$d/munge/munge.log" \
    --seed-file="$d/munge/munge.seed" || skip "munged does not start"
slurmctld -c && slurmd -N "$host" || skip "Slurm does not start: $(tail -3 "$d"/*.log)"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ "$(sinfo -h -o %T 2>/dev/null)" != idle ] || break
    sleep 0.5
done
[ "$(sinfo -h -o %T)" = idle ] || skip "the node does not come up: $(sinfo -h -o %T)"

wait_for_jobs() {
    for _ in $(seq 240); do
        [ -n "$(squeue -h 2>/dev/null)" ] || return 0
        sleep 0.5
    done
    fail "the jobs do not end: $(squeue)"
}

make_trips trips 24
tripmap batch trips -o reference --page 400x300 -q -j2 || fail "the undisturbed run"
echo "-- 8 shards and merge"
tripmap plan trips -o maps --page 400x300 --shards 8 -j 1 --engine slurm >job.sh
start=$(date +%s)
sh job.sh >ids || fail "sbatch"
# One shard is cancelled; merge runs all the same and says so.
scancel "$(squeue -h -r -o '%F_%K' | grep '_7$' | head -1)" 2>/dev/null || true
wait_for_jobs
echo "array of 8 and merge: $(($(date +%s) - start)) s"
cat slurm-*.out >all.out
if grep -q '1 of 8 shards' all.out; then
    echo "-- the cancelled shard again"
    sed 's/--array=0-7/--array=7/' job.sh >again.sh
    sh again.sh >ids
    wait_for_jobs
else
    fail "no shard was cancelled: $(cat all.out)"
fi
same_trees reference maps
grep -l 'gallery: maps/index.html' slurm-*.out >/dev/null || fail "merge wrote no gallery"
