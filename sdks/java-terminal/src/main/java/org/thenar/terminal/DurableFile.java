package org.thenar.terminal;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, whenever the power fails. */
final class DurableFile {
  static final String UNFINISHED = ".unfinished";

  private DurableFile() {}

  /** On the disk, with its name, when this returns. */
  static void write(File file, byte[] bytes) throws IOException {
    File unfinished = new File(file.getPath() + UNFINISHED);
    try (FileOutputStream out = new FileOutputStream(unfinished)) {
      out.write(bytes);
      out.getFD().sync();
    }
    Files.move(unfinished.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file.getParentFile());
  }

  /** Not by a channel: those close when their thread is interrupted. */
  static byte[] read(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return Bytes.readAll(in, Integer.MAX_VALUE - 8);
    }
  }

  static void delete(File file) throws IOException {
    Files.deleteIfExists(file.toPath());
  }

  /** A folder for this program alone; what was left unfinished in it is removed. */
  static void prepareFolder(File folder) throws IOException {
    if (!folder.isDirectory() && !folder.mkdirs()) throw new IOException("cannot make the folder " + folder);
    folder.setReadable(false, false);
    folder.setReadable(true, true);
    folder.setExecutable(false, false);
    folder.setExecutable(true, true);
    File[] files = folder.listFiles();
    if (files == null) throw new IOException("cannot read the folder " + folder);
    for (File file : files) if (file.getName().endsWith(UNFINISHED)) delete(file);
  }

  /** Without it a new name may be gone after a power failure. Some file systems do not offer it, and lose nothing. */
  private static void syncFolder(File folder) {
    boolean interrupted = Thread.interrupted(); // a channel closes when its thread is interrupted
    try (FileChannel channel = FileChannel.open(folder.toPath(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOffered) {
      // the rename itself is atomic everywhere
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
