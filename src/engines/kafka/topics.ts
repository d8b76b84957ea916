import { Admin } from '@platformatic/kafka';
import { StreamBenchError } from '../../errors.ts';
import { innermostMessage } from './client-error.ts';
import { clientOptions } from './settings.ts';

/** The two topics of a unit, and where they are. */
export interface Topics {
  /** `localhost:9092`, or several with commas. */
  readonly bootstrap: string;
  readonly input: string;
  readonly output: string;
  readonly partitions: number;
}

export async function createTopics({ bootstrap, input, output, partitions }: Topics): Promise<void> {
  try {
    await withAdmin(bootstrap, async (admin) => {
      await admin.createTopics({ topics: [input, output], partitions, replicas: 1 });
    });
  } catch (error) {
    const what = `the topics of a unit cannot be created: ${innermostMessage(error)}`;
    throw new StreamBenchError({ kind: 'environment', what, where: bootstrap }, error);
  }
}

export async function deleteTopics({ bootstrap, input, output }: Topics): Promise<void> {
  await withAdmin(bootstrap, async (admin) => admin.deleteTopics({ topics: [input, output] }));
}

async function withAdmin(bootstrap: string, use: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = new Admin(clientOptions(bootstrap, 'admin'));
  try {
    await use(admin);
  } finally {
    await admin.close();
  }
}
