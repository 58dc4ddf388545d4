// The elements in a component of React's; TestTypes compiles it.
/// <reference types="saddle-gan/react" />
import { useRef } from "react";
import { query, type SaddleFigure } from "saddle-gan";

export function App() {
  const figure = useRef<SaddleFigure>(null);
  return (
    <main>
      <saddle-figure ref={figure} id="a" className="wide" query={query({ d: 2 })} controls="all" theme="dark" mode="stage" chart="tv" permalink paused
        onstatuschange={(event) => console.log(event.detail.length, figure.current?.query)} onsnapshot={({ detail }) => console.log(detail.tv)} style={{ height: 400 }}>
        <img slot="poster" src="poster.svg" alt="" />
      </saddle-figure>
      <saddle-figure controls />
      <saddle-compare query="d=2" vary="batch" values="1,64" surface editable ondifferencechange={() => {}} />
      <saddle-lab query="seed=1..3" workers={2} onprogress={({ detail }) => console.log(detail)} onstatechange={({ detail }) => console.log(detail)} />
      {/* @ts-expect-error there are light, dark and auto */}
      <saddle-figure theme="sepia" />
      {/* @ts-expect-error a query is a text */}
      <saddle-figure query={7} />
      {/* @ts-expect-error there is no such element */}
      <saddle-plot />
    </main>
  );
}
