package typeset
import ("testing";"bytes";"codeberg.org/go-pdf/fpdf";"example.org/dossier/assets";"golang.org/x/image/font/sfnt";"golang.org/x/image/font";"golang.org/x/image/math/fixed";"fmt")
func BenchmarkLoad(b *testing.B){
 data,_:=assets.Fonts.ReadFile("fonts/NotoSans-Regular.ttf")
 b.ReportAllocs()
 for b.Loop(){ f:=fpdf.New("P","pt","A4",""); f.AddUTF8FontFromBytes("n","",data); if f.Err(){b.Fatal(f.Error())}}
}
func BenchmarkOut(b *testing.B){
 data,_:=assets.Fonts.ReadFile("fonts/NotoSans-Regular.ttf")
 b.ReportAllocs()
 for b.Loop(){ f:=fpdf.New("P","pt","A4",""); f.AddUTF8FontFromBytes("n","",data); f.AddPage();f.SetFont("n","",12);f.Text(50,50,"Hällo wörld the quick brown fox"); var w bytes.Buffer; if err:=f.Output(&w);err!=nil{b.Fatal(err)}; b.ReportMetric(float64(w.Len()),"bytes")}
}
func BenchmarkSfnt(b *testing.B){
 data,_:=assets.Fonts.ReadFile("fonts/NotoSans-Regular.ttf")
 b.ReportAllocs()
 for b.Loop(){ f,err:=sfnt.Parse(data); if err!=nil{b.Fatal(err)}; var buf sfnt.Buffer; for r:=rune(32);r<400;r++{ i,_:=f.GlyphIndex(&buf,r); _,_=f.GlyphAdvance(&buf,i,fixed.I(1000),font.HintingNone)}}
}
func TestX(t *testing.T){
 data,_:=assets.Fonts.ReadFile("fonts/NotoSans-Regular.ttf")
 f,_:=sfnt.Parse(data); var buf sfnt.Buffer
 fmt.Println(f.NumGlyphs(), f.UnitsPerEm())
 n,_:=f.Name(&buf,sfnt.NameIDCopyright); fmt.Println(n); n,_=f.Name(&buf,sfnt.NameIDVersion); fmt.Println(n)
 for _,r:=range []rune{'A','é',0x301,0x300,'Ω','Ж',0xFFFD,'→','✓','•','‑',0x202F,0xA0,'…','“','‐','−','●','▲','ŀ','ẞ','ґ','ђ',0x2009,0x200B,'ș','ț','ἀ','ᾳ',0x1F600,'א','م','ﬁ','₺','€'}{ i,_:=f.GlyphIndex(&buf,r); a,_:=f.GlyphAdvance(&buf,i,fixed.I(1000),font.HintingNone); bb,_,_:=f.GlyphBounds(&buf,i,fixed.I(1000),font.HintingNone); fmt.Printf("%c %U %d adv %v minx %v\n",r,r,i,a.Round(), bb.Min.X.Round())}
 a,_:=f.GlyphIndex(&buf,'A'); v,_:=f.GlyphIndex(&buf,'V'); k,err:=f.Kern(&buf,a,v,fixed.I(1000),font.HintingNone); fmt.Println("kern",k,err)
}
