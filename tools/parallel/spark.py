#!/usr/bin/env python3
"""`hexapla align` under Apache Spark: spark.py SETS OUTPUT [WORKERS] < nothing

Every partition of the lines is piped through the program; partitions that are lost with a worker
are done again elsewhere. The lines come out in the order of the input.
PROGRAM: the program (hexapla on the path if unset). MEANING: none, table or encoder.
"""
import os
import shlex
import sys

import pyspark
from pyspark import SparkConf, SparkContext

sets, output = sys.argv[1], sys.argv[2]
workers = int(sys.argv[3]) if len(sys.argv) > 3 else 2
# Executors are started by the scripts of the distribution.
os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

program = shlex.quote(os.environ.get("PROGRAM", "hexapla"))
meaning = shlex.quote(os.environ.get("MEANING", "encoder"))
# Exit code 1 says that a line was bad, and that line has its answer; anything else is a failure
# (a killed program), and the partition is to be done again. Spark's workers have the cores: one
# thread for each program.
align = f"RAYON_NUM_THREADS=1 {program} align --meaning {meaning}; code=$?; [ $code -le 1 ] || exit $code"

conf = (
    SparkConf()
    .setAppName("hexapla align")
    .setMaster(os.environ.get("MASTER", f"local-cluster[{workers},1,1024]"))
    .set("spark.ui.enabled", "false")
    .set("spark.executor.memory", "512m")
)
context = SparkContext(conf=conf)
context.setLogLevel("ERROR")
lines = context.textFile("file://" + os.path.abspath(sets), minPartitions=workers * 8)
answers = lines.pipe("sh -c " + shlex.quote(align), checkCode=True)
with open(output, "w", encoding="utf-8", newline="\n") as out:
    for answer in answers.toLocalIterator(prefetchPartitions=True):
        out.write(answer + "\n")
context.stop()
