package no.samsyn.ui.common;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/**
 * What a window looks like, as a PNG file; without a module that the program needs nowhere else.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] pixels;

  private Picture(Image image) {
    width = (int) image.getWidth();
    height = (int) image.getHeight();
    pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
  }

  /** Takes the picture, on JavaFX's thread. */
  public static Picture of(Scene scene) {
    return new Picture(scene.snapshot(null));
  }

  /** Writes it, on any thread. */
  public void write(Path file) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    ImageIO.write(image, "png", file.toFile());
  }
}
