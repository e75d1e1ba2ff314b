import { type ReactElement, useEffect, useRef, useState } from 'react';
import { type Lang, words } from '../words/index.js';
import { AskAnswer } from './ask-answer.js';
import { AskFile } from './ask-file.js';
import { AskNumber } from './ask-number.js';
import { type Language, useLanguage } from './language.js';
import { Speech, useWords } from './speech.js';
import { TrustPanel } from './trust-panel.js';
import { type Desk, useDesk } from './use-desk.js';
import { VerdictView } from './verdict.js';
import { Working } from './working.js';

/** A file that misses the box must not replace the page. */
function useNoNavigation(): void {
  useEffect(() => {
    const stay = (event: Event): void => {
      event.preventDefault();
    };
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);
}

/** 公众核验. */
export function Page(): ReactElement {
  const language = useLanguage();
  const desk = useDesk();
  useNoNavigation();
  return (
    <Speech value={words[language.lang]}>
      <Header language={language} />
      <main id="main" tabIndex={-1}>
        <Main desk={desk} />
      </main>
      <Footer />
    </Speech>
  );
}

function Header({ language }: { readonly language: Language }): ReactElement {
  const said = useWords();
  const other: Lang = said.lang === 'en' ? 'zh-CN' : 'en';
  return (
    <header>
      <a className="skip" href="#main">
        {said.skip}
      </a>
      <div className="bar">
        <h1>{said.brand}</h1>
        <button
          type="button"
          className="lang"
          lang={other}
          onClick={() => {
            language.speak(other);
          }}
        >
          {said.otherLang}
        </button>
      </div>
    </header>
  );
}

function Footer(): ReactElement {
  const said = useWords();
  return (
    <footer>
      <a href="/docs">{said.api}</a>
    </footer>
  );
}

function Main({ desk }: { readonly desk: Desk }): ReactElement {
  const { stage } = desk;
  if (stage.at === 'work') return <Working work={stage.work} onCancel={desk.cancel} />;
  if (stage.at === 'done') return <VerdictView {...stage} onAgain={desk.again} />;
  return <Form desk={desk} />;
}

/** A number may come with the address, as a scanner or a link gives it; it is asked on a click only. */
const fromAddress = (): string => decodeURIComponent(window.location.hash.slice(1)).slice(0, 300);

function numberInAddress(): string {
  try {
    const given = fromAddress();
    return given === 'main' ? '' : given;
  } catch {
    return '';
  }
}

function Form({ desk }: { readonly desk: Desk }): ReactElement {
  const said = useWords();
  const lead = useRef<HTMLParagraphElement>(null);
  const { stage } = desk;
  const { server, own, minIndependent } = desk.trusting;
  const [given] = useState(numberInAddress);
  const isReturn = useRef(stage.at === 'form' && stage.first !== true);
  useEffect(() => {
    // Whoever comes back from a verdict or cancels starts at the top; a first visit takes no focus.
    if (isReturn.current) lead.current?.focus();
  }, []);
  const fault = stage.at === 'form' ? stage.fault : undefined;
  const cancelled = stage.at === 'form' && stage.cancelled === true;
  return (
    <>
      <p ref={lead} tabIndex={-1} className="lead">
        {said.lead}
      </p>
      <div role="status">
        {fault !== undefined && <p className="fault">{said.fault[fault]}</p>}
        {cancelled && <p className="hint">{said.progress.cancelled}</p>}
      </div>
      <AskFile onFiles={desk.takeFiles} />
      <AskNumber given={given} onQuestion={desk.take} />
      <AskAnswer
        onAnswer={(text, maxAgeMs) => {
          desk.take({ kind: 'answer', text }, maxAgeMs);
        }}
      />
      <TrustPanel
        {...{ server, own, minIndependent }}
        onOwn={desk.trusting.setOwn}
        onIndependent={desk.trusting.setMinIndependent}
      />
    </>
  );
}
