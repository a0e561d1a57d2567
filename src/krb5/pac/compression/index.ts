export { decompressLznt1 } from './lznt1.ts';
export { MAX_OUTPUT } from './output.ts';
export { decompressXpress } from './xpress.ts';
export { decompressXpressHuffman } from './xpress-huffman.ts';
