using Fulgurite.Storage;

namespace Fulgurite.Tests.Golden;

/// <summary>Files of this folder.</summary>
internal static class GoldenFile
{
    /// <summary>The row that a file holds.</summary>
    public static Row Row(string name) => RowText.Read(Read($"rows/{name}.txt"));

    /// <summary>Compares what is written today with a file.</summary>
    public static void AssertRow(string name, TableName table, RowWrite write) =>
        AssertText($"rows/{name}.txt", RowText.Write(table, write.Key, write.Fields));

    /// <summary>Compares a text of today with a file.</summary>
    public static void AssertText(string path, string text) => Assert.Equal(Read(path), text);

    /// <summary>A file's text.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", path));
}
