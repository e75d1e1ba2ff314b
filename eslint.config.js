import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Endorsers must compute the same bytes: no clock, no randomness, no locale, no floats, no I/O. */
const determinism = {
  'no-restricted-globals': [
    'error',
    ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process'],
    ...['performance', 'crypto', 'Intl', 'WebAssembly', 'WeakRef', 'FinalizationRegistry'],
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Endorsers must agree.' },
    { object: 'Date', property: 'now', message: 'Take the time from ctx.moment.' },
    { property: 'localeCompare', message: 'Order differs between locales.' },
    { property: 'toLocaleString', message: 'Text differs between locales.' },
    { property: 'toLocaleUpperCase', message: 'Text differs between locales.' },
    { property: 'toLocaleLowerCase', message: 'Text differs between locales.' },
    { property: 'toLocaleDateString', message: 'Text differs between locales.' },
    { property: 'getTimezoneOffset', message: 'Time zones differ between machines.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'Take the time from ctx.moment.',
    },
    { selector: "CallExpression[callee.name='Date']", message: 'Take the time from ctx.moment.' },
    { selector: 'CallExpression[callee.name="parseFloat"]', message: 'No floats on the ledger.' },
    { selector: 'ForInStatement', message: 'Order of inherited members; iterate entries.' },
    { selector: 'Literal[raw=/^\\d+\\.\\d+$/]', message: 'No floats on the ledger.' },
    { selector: 'ImportExpression', message: 'What runs is decided when it is built.' },
    { selector: 'TSEnumDeclaration', message: 'Use a table.' },
  ],
};

export default defineConfig(
  { ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'network/.data/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      complexity: ['error', 10],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Parsed bytes get their type where they are parsed.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['chaincode/src/**/*.ts'],
    rules: {
      ...determinism,
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', 'fs', 'os', 'http*', 'path', 'crypto'] }] },
      ],
      // What a contract promises is asynchronous even where this one has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // The one door to signatures; a pure function of its arguments.
    files: ['chaincode/src/crypto.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // chai's assertions are property reads, and a suite is one long callback.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      'max-lines-per-function': 'off',
      complexity: 'off',
    },
  },
  {
    files: [
      'test/bench/**/*.ts',
      'gateway/src/cli/**/*.ts',
      'gateway/src/main.ts',
      'network/src/main.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '*.js'],
    languageOptions: {
      globals: {
        ...Object.fromEntries(
          ['process', 'console', 'URL', 'Buffer', 'setTimeout', 'clearTimeout', 'setInterval'].map(
            (name) => [name, 'readonly'],
          ),
        ),
        ...{ clearInterval: 'readonly', fetch: 'readonly', AbortController: 'readonly' },
        ...{ require: 'readonly', module: 'writable', __dirname: 'readonly', document: 'readonly' },
        ...{ window: 'readonly' },
      },
    },
  },
);
