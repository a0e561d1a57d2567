/** package.json's, as a test holds; importing that file would put all of it into the bundle. */
export const VERSION = 'tessera 0.1.0';
