// The window itself: language, closing, shell, start at login.
import {
  Power20Regular,
  Translate20Regular,
  WindowConsole20Regular,
  WindowMultiple20Regular,
} from '@fluentui/react-icons';
import { shells } from '#shared';
import type { Shell } from '#shared';
import { shellNames } from '../../../state/shell.ts';
import { text } from '../../../strings/index.ts';
import { ChoiceControl, SwitchControl } from '../controls.tsx';
import type { Given, Row } from './row.ts';

const words = text.settings;

export function general({ settings, set }: Given): readonly Row[] {
  const { language, closing, login, shell } = words.rows;
  return [
    {
      id: 'language',
      icon: <Translate20Regular />,
      ...language,
      control: (
        <ChoiceControl
          label={language.title}
          value={settings.language}
          options={[
            ['system', words.languages.system],
            ['en', words.languages.en],
            ['de', words.languages.de],
          ]}
          onChange={(value) => {
            set({ language: value });
          }}
        />
      ),
    },
    {
      id: 'closing',
      icon: <WindowMultiple20Regular />,
      ...closing,
      control: (
        <ChoiceControl
          label={closing.title}
          value={settings.closing}
          options={[
            ['keeps-running', words.closing['keeps-running']],
            ['quits', words.closing.quits],
          ]}
          onChange={(value) => {
            set({ closing: value });
          }}
        />
      ),
    },
    {
      id: 'shell',
      icon: <WindowConsole20Regular />,
      ...shell,
      control: (
        <ChoiceControl
          label={shell.title}
          value={settings.shell ?? 'usual'}
          options={[
            ['usual', words.usualShell],
            ...shells.map((each): [Shell, string] => [each, shellNames[each]]),
          ]}
          onChange={(value) => {
            set({ shell: value === 'usual' ? null : value });
          }}
        />
      ),
    },
    {
      id: 'startAtLogin',
      icon: <Power20Regular />,
      ...login,
      control:
        settings.startAtLogin === null ? (
          <span className="fg2">{words.notHere}</span>
        ) : (
          <SwitchControl
            label={login.title}
            on={settings.startAtLogin}
            onChange={(startAtLogin) => {
              set({ startAtLogin });
            }}
          />
        ),
    },
  ];
}
