package no.samsyn.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import no.samsyn.model.Fields;

/** The body of a record as a JSON object and back, unknown members included. */
final class FieldsJson {
  private FieldsJson() {}

  static final class Writer extends StdSerializer<Fields> {
    private static final long serialVersionUID = 1;

    Writer() {
      super(Fields.class);
    }

    @Override
    public void serialize(Fields fields, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ValueJson.writeMembers(fields.values(), out);
    }
  }

  static final class Reader extends StdDeserializer<Fields> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(Fields.class);
    }

    @Override
    public Fields deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw new BadJson("the body of a record must be an object");
      }
      return new Fields(ValueJson.readMembers(in));
    }
  }
}
