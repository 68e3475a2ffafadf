import { startSimulator } from '#lib/simulate/index.ts'
import { openCollector } from '#lib/collect/index.ts'
import { forecastResource, type MetricSamples } from '#lib/forecast/index.ts'
import { recommend, summarize } from '#lib/recommend/index.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { writeFileSync } from 'node:fs'
const day=86400000, hour=3600000
const anchorMs=Math.floor(Date.now()/day)*day
const replayDir=process.env.REPLAY
const sim=await startSimulator({seed:20261125,anchorMs,now:Date.now,replayDir})
Object.assign(process.env,{AWS_ENDPOINT_URL:sim.endpoint,AWS_ACCESS_KEY_ID:'AKIASIMULATED0000000',AWS_SECRET_ACCESS_KEY:'simulated',AWS_REGION:'us-east-1',AWS_EC2_METADATA_DISABLED:'true'})
const c=openCollector({teamTagKeys:['team']} as any)
const nowMs=Date.now(); const toMs=Math.floor(nowMs/hour)*hour, fromMs=toMs-455*day
const out: any[]=[]; let fms=0, rms=0, n=0
const offers=new Map<string,any>()
for (const account of sim.accounts) {
  const inv=await c.inventory(account,nowMs)
  const region=(id:string)=>inv.resources.find(r=>r.id===id)!.region
  const refs=inv.series.map((s,i)=>({...s,id:i+1}))
  const blocks=new Map<number,any>()
  for (const rg of account.regions) {
    if(!offers.has(rg)) { try { const o=await c.shapes(account,rg); if(o.shapes.length) offers.set(rg,o) } catch(e){ console.log(String(e)) } }
    const items=refs.filter(r=>region(r.resourceId)===rg).map(series=>({series,range:{fromMs,toMs}}))
    await c.samples({account,region:rg,tier:'1h',items} as any, async bs=>{ for(const b of bs) { const old=blocks.get(b.block.seriesId); (old??blocks.set(b.block.seriesId,[]).get(b.block.seriesId)).push(b.block) } })
  }
  for (const r of inv.resources.filter(r=>r.memberOf===undefined)) {
    const def=classDefinitions[r.resourceClass]
    const changes=inv.changes.find(x=>x.resourceId===r.id)?.changes??[]
    const metrics: MetricSamples[]=[]; const signals: any={}
    for (const m of def.metrics) for (const ref of refs.filter(x=>x.resourceId===r.id&&x.key===m.key)) {
      const len=(toMs-fromMs)/hour; const get=(st:any)=>{ const v=new Float64Array(len).fill(NaN); for(const b of blocks.get(ref.id)??[]) { const a=b.values[st]; if(!a) continue; const o=Math.round((b.startMs-fromMs)/hour); for(let i=0;i<a.length;i++) if(!Number.isNaN(a[i])) v[o+i]=a[i] } return {startMs:fromMs,stepMs:hour,values:v} }
      const mean=get(m.mean); metrics.push({key:m.key,member:ref.member,mean,peak:m.peak&&get(m.peak)})
      if (ref.member==='') { const rec=mean.values.slice(-14*24).filter(v=>!Number.isNaN(v)).sort(); if(rec.length) signals[m.key]={min:rec[0],p50:rec[rec.length>>1],max:rec.at(-1)} }
    }
    let t=performance.now(); const outcomes=forecastResource({resourceId:r.id,nowMs,dimensions:def.dimensions,changes,metrics,policy:defaultPolicy}); fms+=performance.now()-t
    const offer=offers.get(r.region)??{shapes:[],prices:[]}
    t=performance.now(); const rec=recommend({resource:r,nowMs,policy:defaultPolicy,outcomes,signals,changes,shapes:offer.shapes,prices:offer.prices}); rms+=performance.now()-t; n++
    summarize(rec,outcomes)
    out.push({r,rec})
  }
}
console.log('resources',n,'forecast ms',(fms/n).toFixed(1),'recommend ms',(rms/n).toFixed(2),[...offers].map(([k,o])=>k+':'+o.shapes.length+'/'+o.prices.length).join(' '))
const counts: any={}; for(const {r,rec} of out){const k=r.resourceClass+' '+rec.finding; counts[k]=(counts[k]??0)+1}; console.log(counts)
let text=''
for(const {r,rec} of out){ text+=`\n===== ${r.name} ${r.resourceClass} ${r.shape} x${r.count} ${r.serviceTier} ${r.exempt??''} | ${rec.finding} ${rec.bindingDimension} chance ${rec.chanceByHorizon?.toFixed(2)} median ${rec.medianDays} cur ${rec.current?.monthlyUsd.toFixed(0)} chance ${rec.current?.chance.toFixed(3)} rec ${rec.recommended?.label} ${rec.recommended?.deltaMonthlyUsd.toFixed(0)} decide ${rec.decideByMs?new Date(rec.decideByMs).toISOString().slice(0,10):'-'} unknown ${rec.unknownDimensions} ${rec.abstention?.text??''}\n`
 for(const o of rec.options) text+=`   ${o.id===rec.recommended?.id?'>':' '} ${o.label.padEnd(28)} ${o.monthlyUsd.toFixed(0).padStart(7)} ${o.chance.toFixed(3)} ${o.excuse?.reason??'-'} | ${o.excuse?.text??''} | ${o.note}\n`
 for(const e of rec.evidence) text+=`   * ${e.title} :: ${e.text}\n` }
writeFileSync(process.env.OUT??'/tmp/estate.out',text)
await c.close?.(); await sim.close()
