// Where tickets and the configuration lie. Set outside of the window, and only shown here.
import { Database20Regular, Options20Regular } from '@fluentui/react-icons';
import { text } from '../../../strings/index.ts';
import type { Given, Row } from './row.ts';

const words = text.settings;

export function caches({ snapshot }: Given): readonly Row[] {
  const { cache, config } = snapshot.environment;
  const { defaultCache, configuration } = words.rows;
  return [
    {
      id: 'defaultCache',
      icon: <Database20Regular />,
      title: defaultCache.title,
      explains:
        cache.unreached === undefined
          ? defaultCache.explains
          : text.identities.cacheInstead(cache.unreached.name, cache.name, cache.unreached.reason),
      control: <span className="mono set-v">{cache.name}</span>,
    },
    {
      id: 'configuration',
      icon: <Options20Regular />,
      ...configuration,
      control: (
        <span className="mono set-v">
          {config.files.length === 0 ? words.noFile : config.files.join(', ')}
        </span>
      ),
    },
  ];
}
