import { page } from '../geometry.js';

/** Points along a tile’s side: small enough to tell one field from the next. */
export const TILE = 8;
export const TILES_ACROSS = Math.ceil(page.width / TILE);
export const TILES_DOWN = Math.ceil(page.height / TILE);
