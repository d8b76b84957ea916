/** Pinned, because it is what decides which files come. */
const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

export interface WantedArtifacts {
  /** `group:artifact:version` each. */
  readonly artifacts: readonly string[];
  /** Whether what they need at run time comes too; else these alone. */
  readonly withDependencies: boolean;
}

/** A Maven project that consists of these artifacts. */
export function pomOf({ artifacts, withDependencies }: WantedArtifacts): string {
  return [
    '<project>',
    '  <modelVersion>4.0.0</modelVersion>',
    '  <groupId>stream-bench</groupId>',
    '  <artifactId>jars</artifactId>',
    '  <version>1</version>',
    '  <packaging>pom</packaging>',
    '  <dependencies>',
    ...artifacts.flatMap((artifact) => dependency(artifact, withDependencies)),
    '  </dependencies>',
    '</project>',
    '',
  ].join('\n');
}

function dependency(artifact: string, withDependencies: boolean): string[] {
  const [group, name, version] = artifact.split(':');
  const noOthers = '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>';
  return [
    '    <dependency>',
    `      <groupId>${group}</groupId>`,
    `      <artifactId>${name}</artifactId>`,
    `      <version>${version}</version>`,
    ...(withDependencies ? [] : [`      ${noOthers}`]),
    '    </dependency>',
  ];
}

/** Arguments of `mvn` that copy the jars of a project into a folder. */
export function copyArguments(pom: string, to: string): string[] {
  // -U: else Maven remembers for a day that it could not fetch something.
  return ['-B', '-U', '-f', pom, copyGoal, '-DincludeScope=runtime', `-DoutputDirectory=${to}`];
}
