import { useEffect, useState } from 'react';
import { type Lang, words } from '../words/index.js';

export interface Language {
  readonly lang: Lang;
  readonly speak: (lang: Lang) => void;
}

const KEY = 'lang';

/** Chinese, unless the reader chose otherwise before; a browser without storage forgets, no more. */
function chosen(): Lang {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

export function useLanguage(): Language {
  const [lang, setLang] = useState(chosen);
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = words[lang].title;
  }, [lang]);
  return {
    lang,
    speak: (next) => {
      setLang(next);
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // Said for this visit only.
      }
    },
  };
}
