import type { TopicsFigures } from '../../results/topics.ts';
import { Cluster } from './cluster.ts';
import { settingsText } from './broker/settings.ts';

/** Does not measure what topics take, which is half a minute and says nothing of a job. */
export class ClusterWithoutFloor extends Cluster {
  override async measure(): Promise<TopicsFigures> {
    return { settings: settingsText, floor: null, ceilingPerSecond: null };
  }
}
