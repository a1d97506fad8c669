import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws the program's icon and writes it for each system: java packaging/common/Icons.java FOLDER
 *
 * <p>Two halves of one ring that see the same: each arrow points at the other one's beginning.
 */
public final class Icons {
  private static final double UNIT = 512; // the drawing's own measure

  private Icons() {}

  /** Writes samsyn.png, samsyn.ico and samsyn.icns into the folder that is named. */
  public static void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args[0]));
    ImageIO.write(draw(512), "png", folder.resolve("samsyn.png").toFile());
    Files.write(folder.resolve("samsyn.ico"), ico(16, 24, 32, 48, 64, 256));
    Files.write(folder.resolve("samsyn.icns"), icns());
  }

  private static BufferedImage draw(int size) {
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(size / UNIT, size / UNIT);
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(0x0969da), 0, (float) UNIT, new Color(0x0a3069)));
    graphics.fill(new RoundRectangle2D.Double(16, 16, 480, 480, 112, 112));
    graphics.setColor(Color.WHITE);
    for (var turn = 0; turn < 2; turn++) {
      var half = AffineTransform.getRotateInstance(Math.PI * turn, UNIT / 2, UNIT / 2);
      graphics.setStroke(new BasicStroke(46, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      graphics.draw(
          half.createTransformedShape(new Arc2D.Double(126, 126, 260, 260, 20, 137, Arc2D.OPEN)));
      graphics.fill(half.createTransformedShape(head()));
    }
    graphics.setColor(new Color(0x54aeff));
    graphics.fill(new Ellipse2D.Double(218, 218, 76, 76));
    graphics.dispose();
    return image;
  }

  /** The head of the arrow that ends at the upper half's left side. */
  private static Path2D head() {
    var head = new Path2D.Double();
    head.moveTo(92, 172);
    head.lineTo(206, 196);
    head.lineTo(120, 274);
    head.closePath();
    return head;
  }

  private static byte[] png(int size) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(draw(size), "png", bytes);
    return bytes.toByteArray();
  }

  /** Windows: a directory of PNG files, which every Windows since Vista reads. */
  private static byte[] ico(int... sizes) throws IOException {
    List<byte[]> images = new ArrayList<>();
    for (var size : sizes) {
      images.add(png(size));
    }
    var length = 6 + 16 * sizes.length;
    var offset = length;
    for (var image : images) {
      length += image.length;
    }
    var out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) 0).putShort((short) 1).putShort((short) sizes.length);
    for (var i = 0; i < sizes.length; i++) {
      out.put((byte) sizes[i]).put((byte) sizes[i]).put((byte) 0).put((byte) 0); // 256 is 0
      out.putShort((short) 1).putShort((short) 32);
      out.putInt(images.get(i).length).putInt(offset);
      offset += images.get(i).length;
    }
    images.forEach(out::put);
    return out.array();
  }

  /** macOS: blocks of PNG files, each under the name of its size. */
  private static byte[] icns() throws IOException {
    var blocks = new ByteArrayOutputStream();
    var out = new DataOutputStream(blocks);
    String[] names = {"ic07", "ic08", "ic09"};
    int[] sizes = {128, 256, 512};
    for (var i = 0; i < names.length; i++) {
      var image = png(sizes[i]);
      out.writeBytes(names[i]);
      out.writeInt(8 + image.length);
      out.write(image);
    }
    var file = new ByteArrayOutputStream();
    var whole = new DataOutputStream(file);
    whole.writeBytes("icns");
    whole.writeInt(8 + blocks.size());
    blocks.writeTo(whole);
    return file.toByteArray();
  }
}
