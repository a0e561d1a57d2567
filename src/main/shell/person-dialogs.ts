// The questions that signing in has for the person: which keytab, and whether to go to a realm or a KDC never used.
import type { PersonDialogs } from '../services/index.ts';
import type { OwnDialogs } from './own-dialogs.ts';
import type { Words } from './words.ts';

export function personDialogs(
  dialogs: Pick<OwnDialogs, 'confirm' | 'pickFile' | 'saveFile'>,
  words: () => Pick<Words, 'signInUnprompted' | 'chooseKeytab' | 'chooseBlob'>,
): PersonDialogs {
  return {
    pickKeytab: () => dialogs.pickFile(words().chooseKeytab),
    saveAs: (name) => dialogs.saveFile(name),
    pickBlob: () => dialogs.pickFile(words().chooseBlob),
    async confirmSignIn({ principal, realm, isNewRealm, servers, keytab }) {
      const { message, newRealm, newServers, withKeytab, withPassword, yes, no } = words().signInUnprompted;
      const detail = [
        ...(isNewRealm ? [newRealm(realm)] : []),
        ...(servers.length > 0 ? [newServers(realm, servers.join(', '))] : []),
        keytab === undefined ? withPassword : withKeytab(keytab),
      ];
      return dialogs.confirm({ message: message(principal), detail: detail.join('\n\n'), yes, no });
    },
  };
}
