"""Makes the workbooks beside it: pip install openpyxl xlsxwriter; python3 make_fixtures.py. Their bytes differ each time."""
import datetime as d, io, os, struct, zipfile
import openpyxl, xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
out=os.path.join(os.path.dirname(os.path.abspath(__file__)), '')
# --- a title and a date above the header; one column
w=openpyxl.Workbook(); s=w.active
s['A1']='Contacts'; s['B2']='Exported 31 January 2026'
for i,r in enumerate([['Name','Email'],['Ann','ann@example.com'],['Bob',None]]):
    for j,v in enumerate(r): s.cell(i+4,j+1).value=v
w.save(out+'titles.xlsx')
w=openpyxl.Workbook(); s=w.active
for v in ['Email','ann@example.com','bob@example.com']: s.append([v])
w.save(out+'one-column.xlsx')
# --- openpyxl
w=openpyxl.Workbook(); s=w.active; s.title='Kontakte'
s.append(['Name','Phone','Born','Signed up','Call at','Consent','Score','ZIP','Note'])
s.append(['Ada Lovelace',491771234567,d.date(1985,12,10),d.datetime(2026,1,31,10,0,0),d.time(10,30),True,0.1+0.2,1067,'first\nsecond'])
s.append(['Zoë Müller',None,d.date(2000,2,29),d.datetime(2024,12,31,23,59,59),d.time(0,0),False,-12.5,80331,'a\tb'])
s.append([None,None,None,None,None,None,None,None,None])
s.append(['Bo',4917712345678901,None,None,None,None,1000000,None,'=A2&"!"'])
for r in (2,3): s.cell(r,8).number_format='00000'
s['G2'].number_format='0%'
s['C2'].number_format='dd.mm.yyyy'; s['C3'].number_format='[$-407]d. mmmm yyyy;@'
w.save(out+'openpyxl.xlsx')
# --- xlsxwriter
w=xlsxwriter.Workbook(out+'xlsxwriter.xlsx')
h=w.add_worksheet('Help'); h.write(0,0,'hidden help'); h.hide()
s=w.add_worksheet('Leads'); o=w.add_worksheet('More people'); o.write_row(0,0,['A']); o.write_row(1,0,['x'])
s.activate(); s.set_first_sheet(); 
bold=w.add_format({'bold':True})
f=lambda c: w.add_format({'num_format':c})
s.write_row(2,0,['Email','Company','Amount','When','Length','Sum','Word','Broken','Flag'])
s.write(3,0,'ada@example.com'); s.write_rich_string(3,1,'Anal',bold,'ytical',' Engines'); s.write_number(3,2,19.99,f('#,##0.00 "days" [$€-407]'))
s.write_datetime(3,3,d.datetime(2026,1,31,18,5,9),f('yyyy-mm-dd hh:mm AM/PM')); s.write_number(3,4,1.5,f('[h]:mm:ss'))
s.write_formula(3,5,'=1+2',None,3); s.write_formula(3,6,'=UPPER("x")',None,'X'); s.write_formula(3,7,'=NA()',None,'#N/A'); s.write_boolean(3,8,True)
s.write(4,0,'bo@example.com'); s.set_row(4,None,None,{'hidden':True}); s.set_column(1,1,None,None,{'hidden':True}); s.write(4,1,'Hidden GmbH')
s.write_number(4,3,46053,w.add_format({'num_format':14})); s.write_blank(4,10,None,bold)
s.write(6,0,'cy@example.com'); s.write(6,9,'more'); s.write(6,11,'most'); s.write_formula(6,2,'=1/0',None,'#DIV/0!'); s.write_formula(6,7,'=NA()',None,'#N/A')
s.merge_range(7,0,7,2,'merged',bold)
w.close()
# --- 1904
w=xlsxwriter.Workbook(out+'date1904.xlsx',{'date_1904':True}); s=w.add_worksheet()
s.write_row(0,0,['Day','Moment'])
s.write_datetime(1,0,d.datetime(2026,1,31),w.add_format({'num_format':'d/m/yy'})); s.write_datetime(1,1,d.datetime(1904,1,1,6),w.add_format({'num_format':22}))
w.close()
# --- hand-made
M='http://schemas.openxmlformats.org/spreadsheetml/2006/main'
R='http://schemas.openxmlformats.org/officeDocument/2006/relationships'
P='http://schemas.openxmlformats.org/package/2006/relationships'
H='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CT=H+'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
def rels(items, r=R): return H+f'<Relationships xmlns="{P}">'+''.join(f'<Relationship Id="{i}" Type="{r}/{t}" Target="{g}"/>' for i,t,g in items)+'</Relationships>'
def book(sheets='<sheet name="One" sheetId="1" r:id="rId1"/>',pre='',m=M,r=R): return H+f'<workbook xmlns="{m}" xmlns:r="{r}">{pre}<sheets>{sheets}</sheets></workbook>'
def sheet(rows,m=M): return H+f'<worksheet xmlns="{m}"><dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>'
def save(name, parts, base=True):
    with zipfile.ZipFile(out+name,'w',zipfile.ZIP_DEFLATED,compresslevel=9) as z:
        for n,t in parts.items():
            i=zipfile.ZipInfo(n,(2026,1,31,10,0,0)); i.compress_type=zipfile.ZIP_STORED if n=='mimetype' or name=='odd.xlsx' else zipfile.ZIP_DEFLATED
            z.writestr(i,t)
def plain(rows,**more):
    p={'[Content_Types].xml':CT,'_rels/.rels':rels([('rId1','officeDocument','xl/workbook.xml')]),'xl/workbook.xml':book(),
       'xl/_rels/workbook.xml.rels':rels([('rId1','worksheet','worksheets/sheet1.xml')]),'xl/worksheets/sheet1.xml':sheet(rows)}
    p.update(more); return p
t=lambda x: f'<c t="inlineStr"><is><t>{x}</t></is></c>'
# prefixes, absolute targets, no r, rich text, phonetic runs, escapes
X=f'<x:worksheet xmlns:x="{M}" xmlns:q="urn:other"><x:dimension ref="A1:ZZ9"/><x:sheetData>'
X+='<x:row/><x:row><x:c/><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v> 1 </x:v></x:c><x:c t="inlineStr"><x:is><x:t>Third</x:t></x:is></x:c></x:row>'
X+='<x:row>\n  <x:c><x:v>\n7\n</x:v></x:c><q:c><q:v>no</q:v></q:c><x:c t="s"><x:v>2</x:v></x:c><x:c t="s"><x:v>3</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>in</x:t></x:r><x:r><x:t>line</x:t></x:r><x:rPh sb="0" eb="1"><x:t>no</x:t></x:rPh></x:is></x:c></x:row>'
X+='<x:row r="9"><x:c r="D9"><x:v>4</x:v></x:c><x:c r="B9" t="str"><x:f>"two"</x:f><x:v>tw&#111;</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>'
X+='<x:row><x:c t="b"><x:v>true</x:v></x:c><x:c t="s"><x:v>99</x:v></x:c></x:row>'
X+='<x:row><x:c r="7B"><x:v>1</x:v></x:c></x:row><x:row><x:c r="B12"><x:v>last</x:v></x:c></x:row></x:sheetData></x:worksheet>'
SS=f'<x:sst xmlns:x="{M}" count="9" uniqueCount="9"><x:si><x:t>First</x:t></x:si><x:si><x:t xml:space="preserve">Se_x0063_ond</x:t><x:phoneticPr fontId="1"/></x:si>'
SS+='<x:si><x:r><x:rPr><x:b/></x:rPr><x:t xml:space="preserve">東京 </x:t></x:r><x:r><x:t>&amp; 大阪</x:t></x:r><x:rPh sb="0" eb="2"><x:t>トウキョウ</x:t></x:rPh></x:si>'
SS+='<x:si><x:t>a_x000D_\nb _x005F_x0041_ _xD83D__xDE00_ _xD83D_ _xZZZZ_ _x0000_|</x:t></x:si></x:sst>'
save('odd.xlsx',{'[Content_Types].xml':CT,'_rels/.rels':rels([('a','officeDocument','/book/main.xml')]),'book/main.xml':H+f'<x:workbook xmlns:x="{M}" xmlns:rel="{R}"><x:sheets><x:sheet name="Odd &amp; even" sheetId="1" rel:id="s"/></x:sheets></x:workbook>',
 'book/_rels/main.xml.rels':rels([('t','sharedStrings','../book/./texts.xml'),('s','worksheet','/sheets\u00e4/ONE.xml')]),'sheets\u00e4/One.xml':H+X,'book/texts.xml':H+SS})
SM='http://purl.oclc.org/ooxml/spreadsheetml/main'; SR='http://purl.oclc.org/ooxml/officeDocument/relationships'
save('strict.xlsx',{'[Content_Types].xml':CT,'_rels/.rels':rels([('a','officeDocument','xl/workbook.xml')],SR),'xl/workbook.xml':book(m=SM,r=SR,pre='<workbookPr dateCompatibility="0"/>'),
 'xl/_rels/workbook.xml.rels':rels([('rId1','worksheet','worksheets/sheet1.xml'),('st','styles','styles.xml')],SR),
 'xl/styles.xml':H+f'<styleSheet xmlns="{SM}"><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="30"/></cellXfs></styleSheet>',
 'xl/worksheets/sheet1.xml':sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c><c r="B1" t="inlineStr"><is><t>Other</t></is></c></row><row r="2"><c r="A2" t="d"><v>2026-01-31</v></c><c r="B2" s="1"><v>46053</v></c></row>',SM)})
save('utf16.xlsx',plain('',**{'xl/worksheets/sheet1.xml':b'\xff\xfe'+sheet('<row>'+t('Größe')+'</row><row>'+t('ein Meter')+'</row>').replace('UTF-8','UTF-16').encode('utf-16-le')}))
nul={'_rels/.rels':None}
p=plain('<row>'+t('Name')+'</row><row>'+t('Ada')+'</row>'); del p['_rels/.rels']; save('no-relations.xlsx',p)
save('many.xlsx',plain('<row><c t="str"><v>n</v></c></row>'+''.join(f'<row><c><v>{i}</v></c></row>' for i in range(1,2501))))
save('empty.xlsx',plain('<row r="1"><c r="A1"/></row><row r="2"/>'))
save('chart-only.xlsx',{**plain('<row>'+t('Name')+'</row>'),'xl/workbook.xml':book('<sheet name="Back" sheetId="1" state="veryHidden" r:id="rId1"/><sheet name="Chart" sheetId="2" r:id="rId2"/>'),
 'xl/_rels/workbook.xml.rels':rels([('rId1','worksheet','worksheets/sheet1.xml'),('rId2','chartsheet','chartsheets/sheet1.xml')])})
two='<row>'+t('Name')+'</row><row>'+t('Ada')+'</row><row>'+t('Bo')+'</row>'
save('broken.xlsx',plain('',**{'xl/worksheets/sheet1.xml':sheet(two+'\n<row><c t="inlineStr"><is><t>x</is></c></row>')}))
save('cut-off.xlsx',plain('',**{'xl/worksheets/sheet1.xml':sheet(two)[:-20]}))
DT='<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>\n'
save('doctype.xlsx',plain('',**{'xl/worksheets/sheet1.xml':H+DT+sheet('<row>'+t('&b;')+'</row>')[len(H):]}))
save('deep.xlsx',plain('<x>'*1000+'</x>'*1000))
save('bomb.xlsx',plain(two+' '*10_800_000))
save('long-tag.xlsx',plain('<row a="'+'x'*3_000_000+'"/>'))
save('header-broken.xlsx',plain('<row r="3"><c t="s"><v>5</v></c></row><row>'+t('x')+'</row>'))
save('wide.xlsx',plain('<row><c r="A1" t="str"><v>n</v></c></row><row><c r="XFD2"><v>1</v></c></row><row><c r="XFE3"><v>1</v></c></row><row><c r="A4"><v>2</v></c></row>'))
# not workbooks
save('several.zip',{'a.csv':'x','b.csv':'y','docs/':'','c.csv':'z','d\x1b.csv':'z'})
save('one.zip',{'contacts.csv':'x'})
save('empty.zip',{})
save('binary.xlsb',{'[Content_Types].xml':CT,'_rels/.rels':rels([('a','officeDocument','xl/workbook.bin')]),'xl/workbook.bin':'x'})
save('table.ods',{'mimetype':'application/vnd.oasis.opendocument.spreadsheet','content.xml':'<x/>'})
save('letter.docx',{'[Content_Types].xml':CT,'_rels/.rels':rels([('a','officeDocument','word/document.xml')]),'word/document.xml':'<x/>'})
save('table.numbers',{'Index/Document.iwa':'x','Index/x.iwa':'y'})
# locked in the manner of ZIP: bit 0 of the flags
save('locked-parts.xlsx',plain(two))
b=bytearray(open(out+'locked-parts.xlsx','rb').read()); i=0
while (i:=b.find(b'PK\x03\x04',i))>=0: b[i+6]|=1; i+=4
i=0
while (i:=b.find(b'PK\x01\x02',i))>=0: b[i+8]|=1; i+=4
open(out+'locked-parts.xlsx','wb').write(b)
import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile
o=io.BytesIO(); OOXMLFile(open(out+'strict.xlsx','rb')).encrypt('secret',o); open(out+'locked.xlsx','wb').write(o.getvalue())
for f in sorted(os.listdir(out)): print(f, os.path.getsize(out+f))
