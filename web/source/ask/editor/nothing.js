// In place of Monaco's service for JSON: `monaco.js` brings the language itself.
export {};
