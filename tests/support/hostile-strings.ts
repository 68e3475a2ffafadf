export type HostileString = {
  readonly what: string
  readonly text: string
  /** How it may be kept where it cannot be kept as it is. */
  readonly kept?: string
}

/** What people can write into a tag or a name to hurt whatever shows, sends or stores it; every sink meets all of it. */
export const hostileStrings: readonly HostileString[] = [
  { what: 'HTML with a handler', text: '<img src=x onerror=alert(1)>' },
  { what: 'a script', text: '</script><script>alert(1)</script>' },
  { what: 'the end of a table', text: '</td></tr></table><h1>x' },
  { what: 'a javascript link', text: 'javascript:alert(document.cookie)' },
  { what: 'a CSS url', text: 'x; background: url(https://evil.example/x)' },
  { what: 'a bidirectional override', text: 'safe\u202egnp.exe' },
  { what: 'bidirectional isolates', text: '\u2066\u2067\u2068x\u2069' },
  { what: 'zero-width characters', text: 'pay\u200bments\u200d\ufeff' },
  { what: 'control characters', text: 'a\u0001\u0007\u001b[31m\u009b' },
  { what: 'a kilobyte without a space', text: 'w'.repeat(1024) },
  { what: 'a header injected into a subject', text: 'name\r\nBcc: evil@example.com' },
  { what: 'a spreadsheet formula', text: '=HYPERLINK("https://evil.example","x")' },
  { what: 'a formula with a plus', text: '+1+cmd|calc' },
  { what: 'a formula with a minus', text: '-2+3' },
  { what: 'a formula with an at sign', text: '@SUM(1+1)' },
  { what: 'a tab before a formula', text: '\t=1+1' },
  { what: 'a carriage return before a formula', text: '\r=1+1' },
  { what: 'a full-width equals sign', text: '＝1+1' },
  { what: 'quotes and commas', text: '"a","b"\n"c"' },
  { what: 'a call to everyone in Slack', text: '<!channel> <@U0123456>' },
  { what: 'a link in Markdown', text: '[x](https://evil.example) `code` @team' },
  { what: 'SQL', text: "'; DROP TABLE resource; --" },
  { what: 'an interpolation of Terraform', text: `${'$'}{file("/etc/passwd")} %{if true}` },
  { what: 'a template', text: '{{7*7}} <%= 7*7 %>' },
  { what: 'a line of a log', text: 'x\n{"level":30,"msg":"forged"}' },
  { what: 'a label of Prometheus', text: 'x",y="z\\' },
  { what: 'a path', text: '../../etc/passwd' },
  { what: 'an emoji', text: '👩‍👩‍👧‍👦' },
  { what: 'a name of the prototype', text: '__proto__' },
  { what: 'combining marks', text: 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤' },
  { what: 'right-to-left text', text: 'צוות תשלומים' },
  { what: 'a NUL', text: 'a\0b', kept: 'ab' },
  { what: 'half a surrogate pair', text: 'a\ud83d', kept: 'a\ufffd' },
]
