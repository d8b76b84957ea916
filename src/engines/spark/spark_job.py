"""Runs the SQL of a plan between two topics of Kafka, in one of the modes of Structured Streaming.

python spark_job.py REQUEST.json: what to run, as spark-job.ts writes it. It ends when the query fails or the
process is stopped.
"""

import json
import sys
import time

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, from_json, struct, to_json


def write_progress(query, path):
    """Writes what Spark says of each micro-batch that had records, a line of JSON each, until the query ends."""
    last = -1
    with open(path, 'w', encoding='utf-8') as lines:
        while not query.awaitTermination(1):
            for progress in query.recentProgress:
                if progress['numInputRows'] == 0 or progress['batchId'] <= last:
                    continue
                last = progress['batchId']
                lines.write(progress.json + '\n')
            lines.flush()


def await_cores(context, wanted):
    """A cluster starts its executors meanwhile. With fewer cores it would be measured as if it had them."""
    for _ in range(300):
        executors = context._jsc.sc().statusStore().executorList(True)
        cores = sum(executors.apply(index).totalCores() for index in range(executors.size()))
        if cores >= wanted:
            return
        time.sleep(0.1)
    raise RuntimeError(f'the cluster has given {cores} of {wanted} cores within 30 s')


with open(sys.argv[1], encoding='utf-8') as file:
    request = json.load(file)

builder = SparkSession.builder.appName('stream-bench').master(request['master'])
for name, value in request['settings'].items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
# Continuous mode warns once for each record.
spark.sparkContext.setLogLevel('ERROR')
await_cores(spark.sparkContext, request['cores'])

for statement in request['tables']:
    spark.sql(statement)

messages = spark.readStream.format('kafka').options(**request['reader']).load()
value = from_json(col('value').cast('string'), request['schema'])
records = messages.select(value.alias('record')).select('record.*')
# The call that makes the view `records`, with its watermark where the plan reads event time.
exec(request['records'])

rows = spark.sql(request['query'])
text = to_json(struct(*[f'`{name}`' for name in rows.columns]), request['json']).alias('value')
query = (
    rows.select(text)
    .writeStream.format('kafka')
    .options(**request['writer'])
    .outputMode(request['outputMode'])
    .trigger(**request['trigger'])
    .start()
)
if request['progress'] is None:
    query.awaitTermination()
else:
    write_progress(query, request['progress'])
