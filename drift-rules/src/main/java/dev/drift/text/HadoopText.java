package dev.drift.text;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Value;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the site files of Hadoop: `configuration`, `property`, `name`, `value`, `final`. Other XML
/// is plain text, and so is what has a document type: nothing outside the text is ever read.
///
/// Of doubled names the last counts, as in org.apache.hadoop.conf.Configuration.
final class HadoopText {
  private final Map<String, Value> values = new LinkedHashMap<>();

  private HadoopText() {}

  static Optional<Settings> read(String text) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text.strip()));
      HadoopText read = new HadoopText();
      return read.document(xml)
          ? Optional.of(new Settings(SettingsFormat.HADOOP_XML, new Value.Obj(read.values)))
          : Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private boolean document(XMLStreamReader xml) throws XMLStreamException {
    int event = xml.next();
    while (event == XMLStreamConstants.COMMENT
        || event == XMLStreamConstants.SPACE
        || event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
      event = xml.next();
    }
    if (event != XMLStreamConstants.START_ELEMENT || !isNamed(xml, "configuration")) {
      return false;
    }
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (!isNamed(xml, "property") || !property(xml)) {
        return false;
      }
    }
    // To the end: a file with more behind its root element is none that Hadoop can read.
    while (xml.hasNext()) {
      xml.next();
    }
    return true;
  }

  private boolean property(XMLStreamReader xml) throws XMLStreamException {
    Map<String, String> parts = new LinkedHashMap<>();
    while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
      String part = xml.getLocalName();
      if (parts.put(part, xml.getElementText()) != null) {
        return false;
      }
    }
    String name = parts.getOrDefault("name", "").strip();
    String value = parts.get("value");
    if (name.isEmpty() || value == null) {
      return false;
    }
    String last = parts.getOrDefault("final", "").strip();
    if (values.get(name) instanceof Value.Obj) {
      return false; // what comes after a final one is not looked at
    }
    values.put(
        name,
        last.equals("true")
            ? Value.Obj.EMPTY.with("value", Value.of(value)).with("final", Value.of(true))
            : Value.of(value));
    return true;
  }

  private static boolean isNamed(XMLStreamReader xml, String name) {
    return xml.getLocalName().equals(name) && xml.getAttributeCount() == 0;
  }
}
