// The version, and on what it runs.
import { Info20Regular } from '@fluentui/react-icons';
import type { AppDescription } from '#shared';
import { text } from '../../../strings/index.ts';
import type { Row } from './row.ts';

const words = text.settings;

export function about(app: AppDescription): readonly Row[] {
  const { version } = words.rows;
  return [
    {
      id: 'version',
      icon: <Info20Regular />,
      title: version.title,
      explains: app.runtime === 'stand-in' ? text.app.standInMeans : version.explains,
      control: <span className="num">{app.version}</span>,
    },
  ];
}
