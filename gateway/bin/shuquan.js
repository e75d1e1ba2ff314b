#!/usr/bin/env node
// Stands in the repository so that `npm ci` links it before anything is built.
import '../dist/cli/main.js';
