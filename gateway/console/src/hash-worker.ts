import type { Digests } from '@shuquan/chaincode/model';
import { hashInSlices } from './hash.js';

export type HashMessage =
  | { readonly kind: 'progress'; readonly bytes: number }
  | { readonly kind: 'digests'; readonly digests: Digests }
  | { readonly kind: 'unreadable' };

const post = (message: HashMessage): void => {
  self.postMessage(message);
};

self.addEventListener('message', ({ data }: MessageEvent<File>) => {
  hashInSlices(data, (bytes) => {
    post({ kind: 'progress', bytes });
  }).then(
    (digests) => {
      post({ kind: 'digests', digests });
    },
    () => {
      post({ kind: 'unreadable' });
    },
  );
});
