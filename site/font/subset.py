"""Makes site/font/math.woff2 of STIXMath-Regular.otf 1.1.1, with fontTools and brotli:

    python3 subset.py STIXMath-Regular.otf math.woff2

It keeps what formulas of the page are made of, with the table that says how these stretch, and takes another name, as the
font's licence asks of what is changed. The name of the result is Saddle Math.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
text = "".join(map(chr, range(0x20, 0x7F))) + "·×÷±−∗∘∙⋅∼≈≠≤≥≪≫→←↔↦∞∂∇∑∏∫∈∉∪∩⊂⊆∅∥‖⊤⊥√⟨⟩…′″½¼~ˆˉ¯˙‐–°ℓℝ∣∶≔∎ "
italic = [0x1D434 + i for i in range(52)] + [0x210E] + list(range(0x1D6E2, 0x1D71C))
greek = [c for c in range(0x391, 0x3CA) if c != 0x3A2] + [0x3D1, 0x3D5, 0x3D6, 0x3F1, 0x3F5]


def main(source, target):
    options = subset.Options(flavor="woff2", layout_features=["ssty", "kern"], notdef_outline=True, hinting=False, desubroutinize=False)
    options.drop_tables += ["GPOS"]
    font = subset.load_font(source, options)
    made = subset.Subsetter(options)
    made.populate(unicodes=set(map(ord, text)) | set(italic) | set(greek))
    made.subset(font)
    font["name"].names = [n for n in font["name"].names if n.nameID == 0]
    for name, words in {1: "Saddle Math", 2: "Regular", 4: "Saddle Math", 13: "SIL Open Font License, version 1.1", 6: "SaddleMath-Regular", 5: "Version 1.1.1, changed: a subset, renamed"}.items():
        font["name"].setName(words, name, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = ["SaddleMath-Regular"]
    top[0].FullName = top[0].FamilyName = "Saddle Math"
    font["head"].modified = font["head"].created
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main(*sys.argv[1:])
