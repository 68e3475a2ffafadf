import { openBrowser } from '/work/main/tests/support/browser.ts'
const [url, out, scheme = 'light', width = '1440'] = process.argv.slice(2)
const b = await openBrowser(); const p = await b.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme as 'light' })
p.on('console', m => { if (m.type()==='error') console.log('console:', m.text()) }); p.on('pageerror', e => console.log('pageerror', e.message))
await p.goto(url!, { waitUntil: 'networkidle' }); await p.screenshot({ path: out!, fullPage: true })
console.log(await p.evaluate(() => [document.documentElement.scrollWidth, innerWidth]))
await b.close()
