import { expect, test } from 'vitest';
import { failureReason } from './failure-reason.ts';

const folder = '/tmp/stream-bench-1a2b';

test.each<[string, string, string | undefined]>([
  [
    'the innermost cause of an exception of Java',
    `Exception in thread "main" org.apache.flink.table.api.ValidationException: SQL validation failed.
\tat org.apache.flink.table.planner.Validate.validate(Validate.java:1)
Caused by: org.apache.calcite.runtime.CalciteContextException: From line 1
\tat org.apache.calcite.Parser.parse(Parser.java:2)
Caused by: org.apache.calcite.sql.validate.SqlValidatorException: Column 'card' not found
\tat org.apache.calcite.Names.find(Names.java:3)
\t... 14 more`,
    "org.apache.calcite.sql.validate.SqlValidatorException: Column 'card' not found",
  ],
  [
    'the last exception, where an earlier one had a cause',
    `java.io.IOException: tried again
Caused by: java.net.ConnectException: refused
java.lang.OutOfMemoryError: Java heap space
\tat Job.main(Job.java:9)`,
    'java.lang.OutOfMemoryError: Java heap space',
  ],
  [
    'not what a logger says of its own files while the program ends',
    `Traceback (most recent call last):
  File "/opt/spark_job.py", line 40, in <module>
    query.awaitTermination()
pyspark.errors.exceptions.captured.StreamingQueryException: terminated with exception
26/11/28 20:00:00 ERROR ShutdownHookManager: Exception while deleting Spark temp dir: ${folder}/spark-1`,
    'pyspark.errors.exceptions.captured.StreamingQueryException: terminated with exception',
  ],
  [
    'a jar that is missing',
    `Error: Could not find or load main class kafka.Kafka
Caused by: java.lang.ClassNotFoundException: kafka.Kafka`,
    'java.lang.ClassNotFoundException: kafka.Kafka',
  ],
  [
    'without the thread',
    'Exception in thread "main" java.lang.RuntimeException: Invalid cluster.id',
    'java.lang.RuntimeException: Invalid cluster.id',
  ],
  [
    'no folder that is gone',
    `java.io.IOException: ${folder}/checkpoint: disk full`,
    'java.io.IOException: checkpoint: disk full',
  ],
  [
    'an exception inside of a line',
    '20:00 FATAL stopped by SomeException\nbye',
    '20:00 FATAL stopped by SomeException',
  ],
  ['the last line, if none names an exception', 'started\nno such topic\n\n', 'no such topic'],
  ['nothing, of a program that printed nothing', '\n', undefined],
])('the reason is %s', (_, printed, reason) => {
  expect(failureReason(printed, folder)).toBe(reason);
});

test('a reason has at most 300 characters', () => {
  expect(failureReason(`java.lang.Error: ${'x'.repeat(1000)}`, folder)).toHaveLength(300);
});
