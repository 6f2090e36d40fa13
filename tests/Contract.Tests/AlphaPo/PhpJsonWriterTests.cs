using System.Text;
using Fulgurite.App.Apis.AlphaPo;

namespace Fulgurite.Contracts.AlphaPo;

public sealed class PhpJsonWriterTests
{
    [Theory]
    [InlineData("a", "\"a\"")]
    [InlineData("", "\"\"")]
    [InlineData("/", "\"\\/\"")]
    [InlineData("\"\\", "\"\\\"\\\\\"")]
    [InlineData("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"")]
    [InlineData("\0\u001f", "\"\\u0000\\u001f\"")]
    [InlineData("<>&'`+=~\u007f", "\"<>&'`+=~\u007f\"")]
    [InlineData("\u0080\u00ff\u2028\uffff", "\"\\u0080\\u00ff\\u2028\\uffff\"")]
    [InlineData("😀", "\"\\ud83d\\ude00\"")]
    public void Escapes_what_PHP_escapes_and_nothing_else(string text, string json)
    {
        var writer = new PhpJsonWriter();
        writer.Text(text);

        Assert.Equal(json, Encoding.UTF8.GetString(writer.ToBytes()));
    }

    [Fact]
    public void Separates_members_and_elements_and_writes_no_blanks()
    {
        var writer = new PhpJsonWriter();
        writer.StartObject();
        writer.Member("a", "1");
        writer.Name("b");
        writer.StartArray();
        writer.EndArray();
        writer.Name("c");
        writer.StartArray();
        writer.Text("x");
        writer.StartObject();
        writer.Member("d", long.MinValue);
        writer.EndObject();
        writer.Text("y");
        writer.EndArray();
        writer.NullMember("e");
        writer.EndObject();

        Assert.Equal(
            """{"a":"1","b":[],"c":["x",{"d":-9223372036854775808},"y"],"e":null}""",
            Encoding.UTF8.GetString(writer.ToBytes()));
    }
}
