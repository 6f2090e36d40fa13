using System.Globalization;
using System.Text;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// Writes JSON exactly as PHP's <c>json_encode</c> does by default: no blanks, <c>/</c> as <c>\/</c>, everything
/// outside ASCII as lower-case <c>\uXXXX</c>. Merchants decode a callback, encode it again and sign that: what they get
/// must be the bytes that the original, a PHP sender, would have sent. Whoever calls keeps starts and ends in balance.
/// </summary>
internal sealed class PhpJsonWriter
{
    private readonly StringBuilder text = new();
    private bool isFirst = true;

    /// <summary>Begins an object.</summary>
    public void StartObject() => Open('{');

    /// <summary>Ends an object. An empty one would become <c>[]</c> in PHP, so no message has one.</summary>
    public void EndObject() => Close('}');

    /// <summary>Begins an array.</summary>
    public void StartArray() => Open('[');

    /// <summary>Ends an array.</summary>
    public void EndArray() => Close(']');

    /// <summary>A member's name; its value must follow.</summary>
    public void Name(string name)
    {
        Text(name);
        text.Append(':');
        isFirst = true;
    }

    /// <summary>A string.</summary>
    public void Text(string value)
    {
        Separate();
        text.Append('"');
        foreach (var character in value)
        {
            Escape(character);
        }

        text.Append('"');
    }

    /// <summary>A member that holds a string.</summary>
    public void Member(string name, string value)
    {
        Name(name);
        Text(value);
    }

    /// <summary>A member that holds an integer.</summary>
    public void Member(string name, long value)
    {
        Name(name);
        Separate();
        text.Append(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A member that holds <c>null</c>.</summary>
    public void NullMember(string name)
    {
        Name(name);
        Separate();
        text.Append("null");
    }

    /// <summary>What was written, all of it ASCII.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(text.ToString());

    private void Open(char bracket)
    {
        Separate();
        text.Append(bracket);
        isFirst = true;
    }

    private void Close(char bracket)
    {
        text.Append(bracket);
        isFirst = false;
    }

    private void Separate()
    {
        if (!isFirst)
        {
            text.Append(',');
        }

        isFirst = false;
    }

    private void Escape(char character)
    {
        switch (character)
        {
            case '"' or '\\' or '/':
                text.Append('\\').Append(character);
                break;
            case '\b':
                text.Append(@"\b");
                break;
            case '\f':
                text.Append(@"\f");
                break;
            case '\n':
                text.Append(@"\n");
                break;
            case '\r':
                text.Append(@"\r");
                break;
            case '\t':
                text.Append(@"\t");
                break;
            case >= ' ' and <= '\u007f':
                text.Append(character);
                break;
            default:
                // UTF-16 units: a character outside the basic plane becomes its two surrogates, as in PHP.
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                break;
        }
    }
}
