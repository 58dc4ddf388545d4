package main
import ("testing";"os";"os/exec";"fmt";"strings")
func TestMeasureX(t *testing.T){
 p:=testProject(t)
 mod,err:=p.leanEbitengine(); if err!=nil {t.Fatal(err)}
 exp:=os.Getenv("EXP"); if exp=="" {exp="nojsonv2,"+small}
 pkg:=os.Getenv("PKG"); if pkg=="" {pkg="./wasm/stage"}
 out:=p.path("build/out/measure.wasm")
 args:=[]string{"build","-trimpath","-buildvcs=false","-ldflags=-s -w","-o",out}
 if os.Getenv("PLAIN")=="" {args=append(args,"-modfile="+mod)}
 args=append(args, strings.Fields(os.Getenv("FLAGS"))...)
 var c *exec.Cmd = p.goCommand([]string{"GOOS=js","GOARCH=wasm","GOEXPERIMENT="+exp}, append(args,pkg)...)
 if _,err:=output(c);err!=nil{t.Fatal(err)}
 w,_:=os.ReadFile(out); n:=len(w)
 w,err=p.finish(w); if err!=nil{t.Fatal(err)}
 os.WriteFile(out,w,0644)
 fmt.Printf("RESULT linked %d slim %d gzip %d\n",n,len(w),len(compress(w)))
}
