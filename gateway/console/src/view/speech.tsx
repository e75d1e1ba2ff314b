import { createContext, useContext } from 'react';
import { type Words, words } from '../words/index.js';

/** The language that the page speaks now. */
export const Speech = createContext<Words>(words['zh-CN']);
export const useWords = (): Words => useContext(Speech);
