namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// What is wrong with a request, at most one text a field, in the order found: clients show the first.
/// </summary>
internal sealed class FieldErrors
{
    private readonly List<KeyValuePair<string, string>> errors = [];

    /// <summary>Something is wrong.</summary>
    public bool Any => errors.Count > 0;

    /// <summary>A code beside the map, for the few errors that have one.</summary>
    public string? Code { get; private set; }

    /// <summary>Adds a field's error; only its first is kept.</summary>
    public void Add(string field, string text, string? code = null)
    {
        if (errors.Exists(error => error.Key == field))
        {
            return;
        }

        errors.Add(new(field, text));
        Code ??= code;
    }

    /// <summary>Writes <c>{"errors":{"field":"text"}}</c>, with <c>error_code</c> last where there is one.</summary>
    public void Write(PhpJsonWriter writer)
    {
        writer.StartObject();
        writer.Name("errors");
        writer.StartObject();
        foreach (var (field, text) in errors)
        {
            writer.Member(field, text);
        }

        writer.EndObject();
        if (Code is not null)
        {
            writer.Member("error_code", Code);
        }

        writer.EndObject();
    }
}
