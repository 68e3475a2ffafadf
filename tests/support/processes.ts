import { readdirSync, readFileSync } from 'node:fs'

export type Process = { readonly pid: number; readonly command: string; readonly environment: string }

/** What runs on this machine, from /proc. */
export function processes(): Process[] {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid: Number(pid),
      command: read(pid, 'cmdline').replaceAll('\0', ' '),
      environment: read(pid, 'environ'),
    }))
}

/** Processes of a product: they carry its folder in command or environment. */
export function processesOf(dir: string): Process[] {
  return processes().filter(({ command, environment }) => command.includes(dir) || environment.includes(dir))
}
