package dev.drift;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Debian's Chromium. It notes what pages do that their Content Security Policy forbids.
public final class Chromium implements AutoCloseable {
  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  public static Chromium start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,1600");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    var _ =
        driver.executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument",
            Map.of(
                "source",
                "window.violations = [];"
                    + "document.addEventListener('securitypolicyviolation',"
                    + " (e) => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));"));
    return new Chromium(driver);
  }

  public ChromeDriver driver() {
    return driver;
  }

  /// Opens a page; what was logged before is forgotten.
  public void open(String url) {
    forgetLogs();
    driver.get(url);
  }

  public void forgetLogs() {
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /// As it is seen.
  public String text(String css) {
    return find(css).getText();
  }

  public List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  public long count(String css) {
    return driver.executeScript("return document.querySelectorAll(arguments[0]).length", css)
            instanceof Long number
        ? number
        : -1;
  }

  /// What the page was refused by its policy since it was opened.
  public List<?> violations() {
    return driver.executeScript("return window.violations") instanceof List<?> list
        ? list
        : List.of("no page");
  }

  /// What the browser's console says.
  public List<String> complaints() {
    return messages(LogType.BROWSER);
  }

  /// Requests as the browser sent them, as JSON of the DevTools protocol.
  public List<String> requests() {
    return messages(LogType.PERFORMANCE).stream()
        .filter(it -> it.contains("\"Network.requestWillBeSent\""))
        .toList();
  }

  private List<String> messages(String type) {
    return driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage).toList();
  }

  /// Waits until what is seen is as wanted.
  public void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    for (int attempt = 0; attempt < 600; attempt++) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (NoSuchElementException | StaleElementReferenceException _) {
        // The page is about to show it, or replaced it meanwhile.
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not within 30 s: %s; page: %s".formatted(what, text("body")));
  }

  /// @param scheme `light` or `dark`
  public void prefer(String scheme) {
    var _ =
        driver.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  public void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
