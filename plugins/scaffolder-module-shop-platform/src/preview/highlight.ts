import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const LANGUAGES = {
  bash,
  dockerfile,
  go,
  ini,
  json,
  markdown,
  sql,
  typescript,
  xml,
  yaml,
};

type Language = keyof typeof LANGUAGES;

const BY_EXTENSION: Partial<Record<string, Language>> = {
  cjs: 'typescript',
  go: 'go',
  html: 'xml',
  ini: 'ini',
  js: 'typescript',
  json: 'json',
  md: 'markdown',
  mjs: 'typescript',
  sh: 'bash',
  sql: 'sql',
  // Terraform's blocks and strings are close enough to those of a configuration.
  tf: 'ini',
  tfvars: 'ini',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

for (const [name, language] of Object.entries(LANGUAGES)) {
  hljs.registerLanguage(name, language);
}

/** The language of a file by its name, where there are colours for it. */
function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^Dockerfile/.test(name)
    ? 'dockerfile'
    : BY_EXTENSION[name.slice(name.lastIndexOf('.') + 1)];
}

/** The text as HTML, with everything in it escaped; nothing where no colours are known. */
export function highlight(path: string, text: string): string | undefined {
  const language = languageOf(path);
  return language && hljs.highlight(text, { language }).value;
}
