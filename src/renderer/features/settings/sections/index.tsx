// The sections and their rows. What is set goes to the main process, and comes back as it holds now.
import {
  Alert20Regular,
  ArrowSync20Regular,
  Database20Regular,
  History20Regular,
  Info20Regular,
  Options20Regular,
  PersonKey20Regular,
} from '@fluentui/react-icons';
import type { AppDescription } from '#shared';
import { useActions } from '../../../state/actions.ts';
import { useSnapshot } from '../../../state/hooks.ts';
import { text } from '../../../strings/index.ts';
import { about } from './about.tsx';
import { caches } from './caches.tsx';
import { general } from './general.tsx';
import { history } from './history.tsx';
import { notices } from './notices.tsx';
import { renewal } from './renewal.tsx';
import type { Given, Section } from './row.ts';
import { signIn } from './sign-in.tsx';

const words = text.settings;

export function useSections(app: AppDescription | undefined): readonly Section[] {
  const snapshot = useSnapshot();
  const actions = useActions();
  const given: Given = {
    settings: snapshot.settings,
    snapshot,
    actions,
    set: (changed) => {
      void actions.set(changed);
    },
  };
  const { titles } = words;
  return [
    { id: 'general', title: titles.general, icon: <Options20Regular />, rows: general(given) },
    { id: 'renewal', title: titles.renewal, icon: <ArrowSync20Regular />, rows: renewal(given) },
    { id: 'notices', title: titles.notices, icon: <Alert20Regular />, rows: notices(given) },
    { id: 'sign-in', title: titles.signIn, icon: <PersonKey20Regular />, rows: signIn(given) },
    { id: 'caches', title: titles.caches, icon: <Database20Regular />, rows: caches(given) },
    { id: 'history', title: titles.history, icon: <History20Regular />, rows: history(given) },
    ...(app === undefined
      ? []
      : [{ id: 'about', title: titles.about, icon: <Info20Regular />, rows: about(app) }]),
  ];
}
