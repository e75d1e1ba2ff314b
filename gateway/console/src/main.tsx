import './jitless.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Page } from './view/page.js';

const place = document.getElementById('page');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
