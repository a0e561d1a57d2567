// How long the history is kept, and its end.
import { Button } from '@fluentui/react-components';
import { History20Regular } from '@fluentui/react-icons';
import { text } from '../../../strings/index.ts';
import { TextControl } from '../controls.tsx';
import { parseCount } from '../parse.ts';
import type { Given, Row } from './row.ts';

const words = text.settings;

export function history({ settings, actions, set }: Given): readonly Row[] {
  const { keepHistory, clear } = words.rows;
  return [
    {
      id: 'historyDays',
      icon: <History20Regular />,
      ...keepHistory,
      control: (
        <TextControl
          label={keepHistory.title}
          unit={words.units.days}
          shown={String(settings.historyDays)}
          parse={(typed) => parseCount(typed, 1, 3_650)}
          onChange={(historyDays) => {
            set({ historyDays });
          }}
        />
      ),
    },
    {
      id: 'clearHistory',
      sub: true,
      ...clear,
      control: (
        <Button
          className="b-s"
          onClick={() => {
            void actions.clearHistory();
          }}
        >
          {words.clear}
        </Button>
      ),
    },
  ];
}
