import { join } from 'node:path';
import type { Config } from '../config.js';
import { FileDocumentStore } from './file-store.js';
import type { DocumentStore } from './port.js';

/** The documents below a gateway’s folder. */
export const openDocuments = ({
  dataDir,
  documentsKeyFile: keyFile,
  documentMaxBytes: maxBytes,
}: Pick<Config, 'dataDir' | 'documentsKeyFile' | 'documentMaxBytes'>): Promise<DocumentStore> =>
  FileDocumentStore.open({ folder: join(dataDir, 'documents'), keyFile, maxBytes });
