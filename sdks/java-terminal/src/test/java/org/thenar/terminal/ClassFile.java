package org.thenar.terminal;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a compiled class refers to, by its constant pool (JVMS 4.4). */
final class ClassFile {
  private static final int MAGIC = 0xcafebabe;
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;]+);");

  final int majorVersion;
  /** `java/lang/String`, and `java/lang/String.length()I`. */
  final Set<String> references = new TreeSet<>();

  private final Object[] pool;

  ClassFile(File file) throws IOException {
    try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
      if (in.readInt() != MAGIC) throw new IOException(file + " is no class");
      in.readUnsignedShort();
      majorVersion = in.readUnsignedShort();
      pool = new Object[in.readUnsignedShort()];
      for (int i = 1; i < pool.length; i++) if (readConstant(in, i)) i++;
    }
    for (Object constant : pool) if (constant instanceof int[]) refer((int[]) constant);
  }

  /** @return whether the constant takes two places */
  private boolean readConstant(DataInputStream in, int at) throws IOException {
    int tag = in.readUnsignedByte();
    switch (tag) {
      case 1: pool[at] = in.readUTF(); return false;
      case 3: case 4: in.readInt(); return false;
      case 5: case 6: in.readLong(); return true;
      case 7: case 8: case 16: case 19: case 20: pool[at] = new int[] {tag, in.readUnsignedShort()}; return false;
      case 9: case 10: case 11: case 12: pool[at] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()}; return false;
      case 15: in.readUnsignedByte(); in.readUnsignedShort(); return false;
      case 17: case 18: pool[at] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()}; return false;
      default: throw new IOException("constant " + tag);
    }
  }

  private void refer(int[] constant) {
    if (constant[0] == 7) addClass((String) pool[constant[1]]);
    if (constant[0] == 16) addDescriptor((String) pool[constant[1]]);
    if (constant[0] == 12) addDescriptor((String) pool[constant[2]]);
    if (constant[0] < 9 || constant[0] > 11) return;
    String owner = (String) pool[((int[]) pool[constant[1]])[1]];
    int[] nameAndType = (int[]) pool[constant[2]];
    if (owner.startsWith("[")) return; // every array can be cloned
    String name = (String) pool[nameAndType[1]];
    references.add(owner + "." + name + pool[nameAndType[2]]);
  }

  private void addClass(String name) {
    if (name.startsWith("[")) addDescriptor(name);
    else references.add(name);
  }

  private void addDescriptor(String descriptor) {
    Matcher types = IN_DESCRIPTOR.matcher(descriptor);
    while (types.find()) references.add(types.group(1));
  }
}
